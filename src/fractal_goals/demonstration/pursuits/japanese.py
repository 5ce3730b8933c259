"""A learner of Japanese, a little each day."""

from fractal_goals.demonstration.pursuits.kinds import (
    Aim,
    Branch,
    Drill,
    Metric,
    Plan,
    Pursuit,
    Section,
    Stage,
    listed,
)

DRILLS = (
    Drill(
        "Flashcards",
        "Vocabulary",
        (10, 18),
        (
            Metric("Reviewed", "", 40, 120, noise=0.12),
            Metric("Remembered", "%", 74, 93, noise=0.03, maximum=100, decides=True),
        ),
        splits=("Kanji", "Words"),
        notes=("Too many new ones this week.",),
    ),
    Drill(
        "Writing kanji",
        "Script",
        (8, 15),
        (
            Metric("Characters", "", 8, 26, noise=0.1, decides=True),
            Metric("Wrong strokes", "", 9, 1, noise=0.3),
        ),
    ),
    Drill(
        "Reading aloud",
        "Reading",
        (10, 20),
        (
            Metric("Characters per minute", "/min", 70, 260, step=5, noise=0.06, decides=True),
            Metric("Looked up", "", 18, 3, noise=0.2),
        ),
        notes=("Newspaper headlines are harder than the novel.",),
    ),
    Drill(
        "Listening",
        "Listening",
        (10, 25),
        (
            Metric("Understood", "%", 25, 80, step=5, noise=0.08, maximum=100, decides=True),
            Metric("Listened again", "", 8, 2, noise=0.25),
        ),
    ),
    Drill(
        "Shadowing",
        "Speaking",
        (6, 12),
        (
            Metric("Speed", "%", 70, 100, step=5, noise=0.03, maximum=120, decides=True),
            Metric("Stumbles", "", 11, 2, noise=0.25),
        ),
        sets=(3, 5),
        description="The same sentence behind the speaker, three times.",
    ),
    Drill(
        "Conversation",
        "Speaking",
        (25, 45),
        (
            Metric("Without English", "min", 3, 32, noise=0.12, decides=True),
            Metric("New words used", "", 3, 14, noise=0.2),
        ),
        notes=("Asked the way and understood the answer.", "Spoke about work for the first time."),
    ),
    Drill(
        "Diary",
        "Writing",
        (10, 20),
        (
            Metric("Sentences", "", 4, 16, noise=0.12),
            Metric("Corrections", "", 10, 2, noise=0.25, decides=True),
        ),
    ),
)

PLANS = (
    Plan(
        "Half an hour before work",
        (
            Section("Cards", 15, ("Flashcards", "Writing kanji")),
            Section("Text", 15, ("Reading aloud", "Shadowing", "Listening")),
        ),
        (0, 1, 2, 3, 4),
    ),
    Plan(
        "Evening with the tutor",
        (
            Section("Warm-up", 10, ("Shadowing", "Flashcards")),
            Section("Talk", 40, ("Conversation",)),
            Section("Afterwards", 20, ("Diary", "Listening")),
        ),
        (2,),
        "Questions for the tutor go into the notes beforehand.",
    ),
    Plan(
        "Weekend reading",
        (
            Section("Read", 40, ("Reading aloud", "Reading aloud")),
            Section("Write", 25, ("Diary", "Writing kanji")),
            Section("Listen", 20, ("Listening",)),
        ),
        (5, 6),
    ),
)

BRANCHES = (
    Branch(
        "Read what I like",
        "Novels, signs, letters from friends.",
        (
            Stage(
                "The kanji of daily life",
                (
                    Aim(
                        "The kanji of the first six school years", "the school kanji", "Flashcards"
                    ),
                    Aim("Write a page of characters from memory", "stroke order", "Writing kanji"),
                ),
            ),
            Stage(
                "A first whole novel",
                (
                    Aim("Read as fast as I speak", "reading speed", "Reading aloud"),
                    Aim("A chapter without the dictionary", "the novel", "Reading aloud"),
                    Aim("The children's book series", "the children's books", "Reading aloud"),
                ),
            ),
        ),
    ),
    Branch(
        "Talk with my in-laws",
        "A whole dinner without changing the language.",
        (
            Stage(
                "An evening without English",
                (
                    Aim("A whole lesson with the tutor", "the tutor's evening", "Conversation"),
                    Aim("Tell a story from childhood", "stories", "Conversation"),
                ),
            ),
            Stage(
                "An accent that does not tire others",
                (
                    Aim("Shadow the news at full speed", "the news", "Shadowing"),
                    Aim("Pitch of the hundred commonest words", "pitch accent", "Shadowing"),
                ),
            ),
        ),
    ),
    Branch(
        "Pass the N2 examination",
        "A date that makes me work.",
        (
            Stage(
                "Listening that keeps up",
                (
                    Aim("Follow a podcast on the train", "the podcast", "Listening"),
                    Aim("A film without subtitles", "films", "Listening"),
                ),
            ),
            Stage(
                "Writing without a dictionary",
                (
                    Aim("A diary page nearly without corrections", "the diary", "Diary"),
                    Aim("A letter to the grandparents", "the letter", "Diary"),
                ),
            ),
        ),
    ),
)

JAPANESE = Pursuit(
    names=(
        "Live a year in Kyoto in Japanese",
        "Read the classics in the original",
        "Speak Japanese with my family",
        "Translate a Japanese novel",
        "Feel at home in Japanese",
    ),
    description="日本語で笑えるようになりたい。",
    rhythm=(0.55, 0.5, 0.7, 0.5, 0.4, 0.45, 0.4),
    hours=(7, 11),
    branches=BRANCHES,
    drills=DRILLS,
    plans=PLANS,
    long_patterns=("Understand {field}", "Write for {reader}", "Travel through {region} alone"),
    mid_patterns=(
        "Work through {subject}",
        "Talk about {subject}",
        "Read {subject} without a dictionary",
        "Know the words of {subject}",
    ),
    short_patterns=(
        "The words of {subject}",
        "A talk about {subject}",
        "Summary of {subject} in ten sentences",
        "{subject} understood at first hearing",
        "Grammar of {subject}",
    ),
    immediate_patterns=(
        "{minutes} minutes on {subject}",
        "Ten sentences about {subject}",
        "Cards of {subject} without a mistake",
        "Explain {subject} aloud",
        "Look up what {subject} left open",
    ),
    micro_patterns=(
        "{count} cards",
        "Read one paragraph twice",
        "Three sentences aloud",
        "One page",
    ),
    nano_patterns=(
        "One sentence from memory",
        "Stroke order of one kanji",
        "Repeat one word",
        "Listen once",
    ),
    words={
        "field": ("the news", "the theatre", "business letters", "the kitchen"),
        "reader": ("the school magazine", "friends", "the blog"),
        "region": ("Shikoku", "Hokkaidō", "Kyūshū", "Tōhoku"),
        "count": ("20", "40", "60", "80", "100"),
        "minutes": ("5", "10", "15", "20", "25"),
    },
    subjects=listed(
        """
        chapter 3, chapter 7, chapter 12, the weather, the office, the family, the seasons,
        cooking, trains, the doctor, politeness, giving and receiving, the past, plans,
        opinions, the news in brief, the school, feelings, directions, shopping, festivals,
        the house, music, stories of the fox
        """
    ),
    notes=(
        "Mixed up giving and receiving again.",
        "The tutor laughed at my joke. In Japanese.",
        "Cards only; the day was long.",
        "Understood the station announcement without trying.",
        "Forgot half of last week's words.",
        "Dreamt one sentence.",
    ),
    tags=("tutor", "on the train", "tired", "podcast", "book", "cards"),
    places=("Home", "Train", "Café", "Library"),
    tools=("Cards", "Cards, headphones", "Book, dictionary"),
    injury="A bad influenza",
)

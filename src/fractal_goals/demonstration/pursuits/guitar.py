"""A guitarist who practises in the evening, after work."""

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

_TEMPO = Metric("Tempo", "bpm", 66, 138, step=2, noise=0.03, decides=True)
_CLEAN = Metric("Clean repetitions", "", 4, 11, noise=0.12)

DRILLS = (
    Drill(
        "Scales", "Technique", (8, 14), (_TEMPO, _CLEAN), notes=("Shoulder tense, slowed down.",)
    ),
    Drill(
        "Alternate picking",
        "Technique",
        (8, 15),
        (_TEMPO, Metric("Repetitions", "", 5, 10, noise=0.1)),
        sets=(3, 5),
        description="One string, then across strings, with the metronome.",
        notes=("Third set fell apart.", "Light touch helps more than force."),
    ),
    Drill(
        "Arpeggios",
        "Technique",
        (6, 12),
        (
            Metric("Tempo", "bpm", 54, 112, step=2, noise=0.03, decides=True),
            Metric("Evenness", "/10", 4, 9, noise=0.08, maximum=10),
        ),
        splits=("Free stroke", "Rest stroke"),
    ),
    Drill(
        "Chord changes",
        "Technique",
        (5, 8),
        (Metric("Changes per minute", "/min", 24, 66, noise=0.06, decides=True),),
        sets=(2, 4),
    ),
    Drill(
        "Sight reading",
        "Repertoire",
        (10, 18),
        (
            Metric("Accuracy", "%", 68, 94, noise=0.03, maximum=100, decides=True),
            Metric("Bars", "", 12, 40, noise=0.1),
        ),
    ),
    Drill(
        "Run-through",
        "Repertoire",
        (10, 25),
        (
            Metric("Mistakes", "", 14, 2, noise=0.25, decides=True),
            Metric("Tempo reached", "%", 62, 100, noise=0.04, maximum=120),
        ),
        description="The whole piece without stopping, recorded.",
        notes=("Lost it at the repeat.", "Breathing through the slow part."),
    ),
    Drill(
        "Memory",
        "Repertoire",
        (8, 15),
        (
            Metric("Bars from memory", "", 4, 32, noise=0.1, decides=True),
            Metric("Slips", "", 9, 2, noise=0.25),
        ),
    ),
    Drill(
        "Intervals by ear",
        "Ear",
        (5, 10),
        (
            Metric("Right", "%", 55, 92, noise=0.05, maximum=100, decides=True),
            Metric("Answered", "", 20, 40, noise=0.1),
        ),
    ),
)

PLANS = (
    Plan(
        "Technique evening",
        (
            Section("Warm-up", 10, ("Chord changes", "Scales")),
            Section("Technique", 30, ("Alternate picking", "Arpeggios")),
            Section("To end with", 15, ("Run-through",)),
        ),
        (0, 2),
        "Metronome on from the first minute.",
    ),
    Plan(
        "Repertoire evening",
        (
            Section("Warm-up", 10, ("Scales",)),
            Section("New bars", 30, ("Sight reading", "Memory")),
            Section("Whole pieces", 25, ("Run-through", "Run-through")),
        ),
        (1, 3),
    ),
    Plan(
        "Long weekend session",
        (
            Section("Warm-up", 10, ("Chord changes", "Scales", "Arpeggios")),
            Section("Ear", 10, ("Intervals by ear",)),
            Section("Pieces", 45, ("Memory", "Run-through")),
        ),
        (4, 5, 6),
    ),
)

BRANCHES = (
    Branch(
        "Play a whole evening in public",
        "Eight pieces, from memory, in front of people I do not know.",
        (
            Stage(
                "Finish the Spanish half of the programme",
                (
                    Aim("Asturias at concert tempo", "Asturias", "Arpeggios"),
                    Aim("Recuerdos with an even tremolo", "Recuerdos", "Alternate picking"),
                    Aim("Lágrima from memory", "Lágrima", "Memory"),
                ),
            ),
            Stage(
                "Finish the Bach half",
                (
                    Aim("Bourrée in E minor without stopping", "the Bourrée", "Run-through"),
                    Aim(
                        "Prelude of the first suite, nearly clean",
                        "the Prelude",
                        "Run-through",
                    ),
                ),
            ),
            Stage(
                "Play for others without trembling",
                (
                    Aim("Three living-room concerts", "the living-room programme", "Run-through"),
                    Aim("Open stage at the café", "the café set", "Run-through"),
                ),
            ),
        ),
    ),
    Branch(
        "Hands that do what I hear",
        "Technique that no longer stands in the way.",
        (
            Stage(
                "Scales and picking at concert tempo",
                (
                    Aim("All major scales at concert tempo", "the major scales", "Scales"),
                    Aim("Clean picking across strings", "string crossing", "Alternate picking"),
                    Aim("Barré changes without thinking", "barré changes", "Chord changes"),
                ),
            ),
            Stage(
                "A relaxed left hand",
                (
                    Aim("Stretch exercises every week", "stretches", "Scales"),
                    Aim("No pressure where none is needed", "light fingers", "Chord changes"),
                ),
            ),
        ),
    ),
    Branch(
        "Read and hear like a musician",
        "Learn a new page in an evening.",
        (
            Stage(
                "Sight-read a page a day",
                (
                    Aim("Read in second position", "second position", "Sight reading"),
                    Aim("Syncopation without counting aloud", "syncopation", "Sight reading"),
                ),
            ),
            Stage(
                "Recognise what I hear",
                (
                    Aim("Intervals up to the octave by ear", "intervals", "Intervals by ear"),
                    Aim("Write down eight bars of a melody", "melodies", "Intervals by ear"),
                ),
            ),
        ),
    ),
)

GUITAR = Pursuit(
    names=(
        "Become a working classical guitarist",
        "Play the guitar for a living",
        "Record an album of guitar solos",
        "Pass the conservatory audition",
        "Play flamenco as if born to it",
    ),
    description="An evening on a stage, and nobody looks at their watch.",
    rhythm=(0.6, 0.5, 0.6, 0.45, 0.2, 0.65, 0.4),
    hours=(19, 10),
    branches=BRANCHES,
    drills=DRILLS,
    plans=PLANS,
    long_patterns=("A programme of {style} music", "Accompany {partner}", "Write {works}"),
    mid_patterns=(
        "Learn {subject}",
        "Polish {subject} for the stage",
        "Understand the harmony of {subject}",
        "Record {subject}",
    ),
    short_patterns=(
        "{subject} at full tempo",
        "{subject} from memory",
        "{subject}: bars {bars} secure",
        "{subject} without stopping",
        "Fingering of {subject} settled",
    ),
    immediate_patterns=(
        "Bars {bars} of {subject}, slowly",
        "{subject} once without stopping",
        "Bars {bars} of {subject} from memory",
        "Listen to two recordings of {subject}",
        "{subject} with the metronome at {tempo}",
    ),
    micro_patterns=(
        "Right hand alone, bars {bars}",
        "Metronome at {tempo}",
        "Only the change of position",
        "Sing the upper voice",
    ),
    nano_patterns=(
        "One clean repetition",
        "Loosen the thumb",
        "Count one bar aloud",
        "Breathe out",
    ),
    words={
        "tempo": ("72", "80", "88", "96", "104", "112", "120"),
        "bars": ("1-8", "9-16", "17-24", "25-32", "33-40", "41-48"),
        "style": ("Baroque", "Brazilian", "Romantic", "modern", "Spanish", "Argentine"),
        "partner": ("a singer", "a flautist", "a violinist", "a small choir"),
        "works": ("six studies", "a suite for two guitars", "songs for a friend"),
    },
    subjects=listed(
        """
        Adelita, Capricho árabe, the Chaconne, the Fandanguillo, Julia Florida,
        La Catedral, the Sarabande, the Gigue, Study No. 1, Study No. 5, Study No. 7,
        Study No. 12, the Courante, the Fugue in A minor, Canarios, the Pavane,
        Lagrimas tristes, the Waltz in G, the Allemande, Romance, the Passacaglia,
        Andante in C, Malagueña, Granada, Sevilla, the Rondo, Greensleeves variations,
        Tango en skaï, Choro No. 1, the Minuet in D
        """
    ),
    notes=(
        "Tired, but the slow work was good.",
        "Tempo came by itself once I stopped forcing it.",
        "Wrong fingering in the middle part, changed it.",
        "Neighbours at home, played softly.",
        "New strings, everything sounds better than it is.",
        "Concentration gone after half an hour; shorter next time.",
        "Recorded the last run: better than it felt.",
    ),
    tags=("metronome", "recording", "tired", "new strings", "with teacher", "quiet"),
    places=("Home", "Practice room", "Music school"),
    tools=("Metronome", "Metronome, recorder", "Footstool, metronome"),
    injury="Tendon in the left wrist",
)

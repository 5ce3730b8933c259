"""A developer who practises at lunch and on Saturday mornings."""

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
        "Kata",
        "Craft",
        (15, 30),
        (
            Metric("Time", "min", 34, 13, noise=0.08, decides=True),
            Metric("Tests", "", 5, 14, noise=0.12),
            Metric("Lines", "", 120, 55, step=5, noise=0.1),
        ),
        notes=("Wrote the tests first, for once.", "Got lost in the parser."),
    ),
    Drill(
        "Typing",
        "Craft",
        (5, 8),
        (
            Metric("Speed", "wpm", 48, 82, noise=0.04, decides=True),
            Metric("Accuracy", "%", 91, 98, step=0.5, noise=0.01, maximum=100),
        ),
        splits=("Prose", "Code"),
    ),
    Drill(
        "Algorithms",
        "Theory",
        (20, 40),
        (
            Metric("Solved", "", 1, 4, noise=0.25, decides=True),
            Metric("Without help", "%", 30, 90, step=5, noise=0.1, maximum=100),
        ),
    ),
    Drill(
        "Reading code",
        "Craft",
        (15, 25),
        (
            Metric("Files understood", "", 2, 9, noise=0.15, decides=True),
            Metric("Questions left", "", 7, 2, noise=0.25),
        ),
        description="A project that others praise, one module at a time.",
    ),
    Drill(
        "Debugging against the clock",
        "Craft",
        (10, 25),
        (Metric("Time", "min", 22, 6, noise=0.12, decides=True),),
        sets=(3, 5),
    ),
    Drill(
        "Reading a paper",
        "Theory",
        (20, 35),
        (
            Metric("Pages", "", 5, 13, noise=0.12, decides=True),
            Metric("Questions left", "", 9, 3, noise=0.25),
        ),
    ),
    Drill(
        "Speaking in front of a camera",
        "Talks",
        (8, 15),
        (
            Metric("Filler words", "/min", 11, 2, noise=0.15, decides=True),
            Metric("Length", "min", 3, 12, noise=0.08),
        ),
    ),
)

PLANS = (
    Plan(
        "Lunch hour",
        (
            Section("Fingers", 8, ("Typing",)),
            Section("Kata", 30, ("Kata", "Debugging against the clock")),
            Section("Read", 15, ("Reading code", "Algorithms")),
        ),
        (0, 1, 2, 3, 4),
    ),
    Plan(
        "Saturday morning",
        (
            Section("Warm-up", 15, ("Typing", "Kata")),
            Section("Theory", 60, ("Algorithms", "Reading a paper")),
            Section("Talk", 15, ("Speaking in front of a camera",)),
        ),
        (5, 6),
        "Phone in the other room.",
    ),
)

BRANCHES = (
    Branch(
        "Write code that others like to read",
        "Small, plain, tested.",
        (
            Stage(
                "Fluent in test-driven work",
                (
                    Aim("The kata before the coffee is cold", "the bowling kata", "Kata"),
                    Aim("Refactor without breaking a test", "refactoring", "Kata"),
                    Aim(
                        "Find a planted fault quickly",
                        "fault finding",
                        "Debugging against the clock",
                    ),
                ),
            ),
            Stage(
                "Two accepted patches a month",
                (
                    Aim("Understand the scheduler's source", "the scheduler", "Reading code"),
                    Aim("First patch of the database driver", "the driver", "Reading code"),
                ),
            ),
        ),
    ),
    Branch(
        "Know how things work below",
        "From the query to the disk.",
        (
            Stage(
                "Algorithms in the fingers",
                (
                    Aim("Graph problems without fear", "graphs", "Algorithms"),
                    Aim("Dynamic programming without help", "dynamic programming", "Algorithms"),
                ),
            ),
            Stage(
                "Read the ten papers",
                (
                    Aim("Papers on consensus", "consensus", "Reading a paper"),
                    Aim("Papers on storage", "log-structured storage", "Reading a paper"),
                ),
            ),
        ),
    ),
    Branch(
        "Be heard",
        "Say it so that it is understood.",
        (
            Stage(
                "A talk at a conference",
                (
                    Aim(
                        "Speak without filler words",
                        "plain speech",
                        "Speaking in front of a camera",
                    ),
                    Aim("The talk without notes", "the talk", "Speaking in front of a camera"),
                ),
            ),
            Stage(
                "Type as fast as I think",
                (Aim("Type code as fast as prose", "touch typing", "Typing"),),
            ),
        ),
    ),
)

PROGRAMMING = Pursuit(
    names=(
        "Become a developer others learn from",
        "Maintain a database engine",
        "Write a compiler people use",
        "Found a company on my own code",
        "Teach programming well",
    ),
    description="Ten thousand small improvements.",
    rhythm=(0.5, 0.55, 0.45, 0.55, 0.35, 0.55, 0.15),
    hours=(12, 9),
    branches=BRANCHES,
    drills=DRILLS,
    plans=PLANS,
    long_patterns=("Master {field}", "Publish {work}", "Mentor {people}"),
    mid_patterns=(
        "Understand {subject}",
        "Build {subject} from nothing",
        "Explain {subject} to others",
        "Make {subject} twice as fast",
    ),
    short_patterns=(
        "A small version of {subject}",
        "Tests for {subject}",
        "{subject} without looking anything up",
        "A page about {subject}",
        "Measure {subject}",
    ),
    immediate_patterns=(
        "One function of {subject}",
        "Draw {subject} on paper",
        "{count} lines less in {subject}",
        "A failing test for {subject}",
        "Read the source of {subject}",
    ),
    micro_patterns=(
        "Name things",
        "One loop invariant",
        "{count} lines",
        "Write the signature first",
    ),
    nano_patterns=(
        "Run the tests",
        "Delete one comment",
        "Rename one variable",
        "Save and breathe",
    ),
    words={
        "field": ("compilers", "networks", "type systems", "operating systems"),
        "work": ("a small library", "a book of notes", "a series of articles"),
        "people": ("two juniors", "the study group", "my niece"),
        "count": ("10", "20", "50", "80", "120"),
    },
    subjects=listed(
        """
        a hash table, a B-tree, the parser, the type checker, the event loop,
        a garbage collector, the cache, regular expressions, the queue, a ray tracer,
        the diff algorithm, a text editor, the linker, the allocator, the HTTP server,
        a spreadsheet, the SQL planner, the bytecode, a shell, Unicode, the scheduler
        """
    ),
    notes=(
        "The bug was in the test.",
        "Less code at the end than at the start.",
        "Interrupted twice by the telephone.",
        "Understood why the index is not used.",
        "Copied instead of thinking; did it again.",
        "Explained it to the duck.",
    ),
    tags=("lunch", "deep work", "pairing", "tired", "paper", "open source"),
    places=("Home", "Office", "Library", "Train"),
    tools=("Laptop", "Laptop, paper", "Laptop, camera"),
    injury="Tired eyes, screens forbidden",
)

"""A runner who trains before work and has the long run on Sunday."""

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
        "Easy run",
        "Running",
        (35, 60),
        (
            Metric("Distance", "km", 5.2, 12.4, step=0.1, noise=0.12, decides=True),
            Metric("Pace", "min/km", 6.9, 5.5, step=0.05, noise=0.03),
            Metric("Heart rate", "bpm", 152, 138, noise=0.02),
        ),
        notes=("Headwind on the way back.", "Legs like lead until the third kilometre."),
    ),
    Drill(
        "Long run",
        "Running",
        (70, 150),
        (
            Metric("Distance", "km", 10, 32, step=0.5, noise=0.1, decides=True),
            Metric("Pace", "min/km", 7.1, 5.7, step=0.05, noise=0.02),
        ),
        notes=("Gel at 15 km was a good idea.",),
    ),
    Drill(
        "Intervals of 400 m",
        "Running",
        (25, 40),
        (Metric("Time", "s", 118, 88, noise=0.02, decides=True),),
        sets=(4, 8),
        description="Jog 200 m between.",
    ),
    Drill(
        "Tempo run",
        "Running",
        (20, 35),
        (
            Metric("Distance", "km", 3, 8, step=0.1, noise=0.06),
            Metric("Pace", "min/km", 6.2, 4.8, step=0.05, noise=0.02, decides=True),
        ),
    ),
    Drill(
        "Squat",
        "Strength",
        (10, 16),
        (
            Metric("Weight", "kg", 30, 75, step=2.5, noise=0.04, decides=True, multiplies=True),
            Metric("Repetitions", "", 6, 9, noise=0.12, multiplies=True),
        ),
        sets=(3, 4),
    ),
    Drill(
        "Calf raise",
        "Strength",
        (6, 9),
        (Metric("Repetitions", "", 10, 24, noise=0.08, decides=True),),
        sets=(2, 3),
        splits=("Left", "Right"),
    ),
    Drill(
        "Plank",
        "Strength",
        (4, 6),
        (Metric("Held", "s", 40, 150, step=5, noise=0.08, decides=True),),
        sets=(2, 3),
    ),
    Drill(
        "Balance on one leg",
        "Mobility",
        (4, 6),
        (
            Metric("Held", "s", 18, 80, noise=0.12, decides=True),
            Metric("Touched down", "", 6, 1, noise=0.3),
        ),
        splits=("Left", "Right"),
    ),
    Drill(
        "Skipping",
        "Mobility",
        (3, 6),
        (Metric("Repetitions", "", 20, 60, step=5, noise=0.1, decides=True),),
    ),
    Drill("Stretching", "Mobility", (8, 14), ()),
)

PLANS = (
    Plan(
        "Easy morning",
        (
            Section("Run", 50, ("Skipping", "Easy run")),
            Section("At home", 20, ("Plank", "Balance on one leg", "Calf raise", "Stretching")),
        ),
        (0, 2, 4),
    ),
    Plan(
        "Track",
        (
            Section("Warm-up", 15, ("Easy run",)),
            Section("Fast", 40, ("Intervals of 400 m", "Tempo run")),
            Section("Cool-down", 10, ("Balance on one leg", "Stretching")),
        ),
        (1,),
        "Shoes with less cushion; water at the gate.",
    ),
    Plan(
        "Strength",
        (
            Section("Lift", 40, ("Squat", "Calf raise", "Plank")),
            Section("Afterwards", 15, ("Balance on one leg", "Stretching")),
        ),
        (3,),
    ),
    Plan(
        "Sunday",
        (
            Section("Long run", 125, ("Skipping", "Long run")),
            Section("Afterwards", 25, ("Calf raise", "Balance on one leg", "Plank", "Stretching")),
        ),
        (5, 6),
    ),
)

BRANCHES = (
    Branch(
        "Run far without suffering",
        "A base that carries everything else.",
        (
            Stage(
                "Far on a Sunday",
                (
                    Aim("A long run that ends as it began", "the long run", "Long run"),
                    Aim("Four full weeks in a row", "weekly kilometres", "Easy run"),
                    Aim("Learn to eat while running", "eating on the run", "Long run"),
                ),
            ),
            Stage(
                "An easy pace that is easy",
                (
                    Aim("Talk while running", "the easy pulse", "Easy run"),
                    Aim("The long loop before breakfast", "the morning loop", "Easy run"),
                ),
            ),
        ),
    ),
    Branch(
        "Run fast enough",
        "Marathon pace must feel slow.",
        (
            Stage(
                "A fast ten-kilometre race",
                (
                    Aim("Even 400s to the last one", "the 400s", "Intervals of 400 m"),
                    Aim("A tempo run without looking at the watch", "the tempo run", "Tempo run"),
                ),
            ),
            Stage(
                "A fast half marathon",
                (
                    Aim("Test race in spring", "the test race", "Tempo run"),
                    Aim("Race pace in the legs", "race pace", "Tempo run"),
                ),
            ),
        ),
    ),
    Branch(
        "A body that stays whole",
        "The best training is the one I can do.",
        (
            Stage(
                "Strong legs",
                (
                    Aim("A deep, heavy squat", "the squat", "Squat"),
                    Aim("Calves that never cramp", "the calves", "Calf raise"),
                ),
            ),
            Stage(
                "Loose hips and steady ankles",
                (
                    Aim("Steady on either leg", "balance", "Balance on one leg"),
                    Aim("Stretch after each run", "stretching", "Stretching"),
                ),
            ),
        ),
    ),
)

RUNNING = Pursuit(
    names=(
        "Run a marathon in 3:45",
        "Finish an ultramarathon in the mountains",
        "Run until I am eighty",
        "Cross the Alps on foot",
        "Qualify for the big race",
    ),
    description="Not to win: to arrive, smiling.",
    rhythm=(0.45, 0.55, 0.4, 0.5, 0.2, 0.3, 0.75),
    hours=(6, 9),
    branches=BRANCHES,
    drills=DRILLS,
    plans=PLANS,
    long_patterns=("Be ready for {race}", "A year on {ground}", "Run with {partner}"),
    mid_patterns=(
        "Prepare {subject}",
        "Finish {subject} in good form",
        "Recover well after {subject}",
        "Know the course of {subject}",
    ),
    short_patterns=(
        "{weeks} weeks of training for {subject}",
        "Pace of {subject} by feeling",
        "The distance of {subject} at ease",
        "Shoes and food for {subject} tested",
        "Hills of {subject} without walking",
    ),
    immediate_patterns=(
        "{distance} km at the pace of {subject}",
        "Hills as on {subject}",
        "Last {distance} km faster than the first",
        "Run on feeling, for {subject}",
        "Drink every {distance} minutes",
    ),
    micro_patterns=(
        "Short steps uphill",
        "{cadence} steps a minute",
        "Shoulders down",
        "Nose breath",
    ),
    nano_patterns=(
        "Count thirty steps",
        "Look ahead",
        "Loosen the hands",
        "Land softly once",
    ),
    words={
        "race": ("the city marathon", "the lake relay", "the mountain run", "the night run"),
        "ground": ("trails", "the track", "gravel", "hills"),
        "partner": ("the club", "my sister", "the dog", "the neighbours"),
        "weeks": ("Four", "Six", "Eight", "Ten"),
        "distance": ("3", "5", "8", "10", "12", "15"),
        "cadence": ("170", "174", "178", "182"),
    },
    subjects=listed(
        """
        the spring half marathon, the lake loop, the castle run, the forest ten,
        the harbour race, the new-year run, the charity run, the hill climb,
        the river relay, the company race, the park five, the bridge run, the vineyard run,
        the summer night run, the autumn half, the dam loop, the snow run, the island race,
        the old-town ten, the stairs race
        """
    ),
    notes=(
        "Rain, and nobody else out there.",
        "Too fast at the start, as always.",
        "Slept badly, took it easy.",
        "New shoes, blister on the left heel.",
        "Pulse lower than last month at the same pace.",
        "Ran with the club; they are good company.",
    ),
    tags=("rain", "heat", "with the club", "tired", "trail", "race"),
    places=("River path", "Track", "Forest", "Gym"),
    tools=("Watch", "Watch, gel", "Watch, headlamp"),
    injury="Achilles tendon",
)

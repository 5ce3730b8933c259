"""What a plan may hold. Pure limits."""

SECTIONS_MAX = 50
ACTIVITIES_MAX = 100
PLANNED_SECONDS_MAX = 7 * 24 * 3600

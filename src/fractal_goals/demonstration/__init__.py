"""Plausible practice, to look at before there is any of one's own and to measure with.

A seed decides everything. `pursuits` say what a guitarist, a runner, a learner and a
developer do; `days` when they practise, `skill` how they improve, `sittings` what they do;
`tree` makes their goals and `endings` lets some come true; a `story` is all of that, which
`diary` writes down as rows.
"""

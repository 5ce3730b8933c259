"""Files of other systems, and ours: what people bring along and take with them.

A file is recognised by its content and read into nodes (`goals_json`); `placing`
decides where each may stand; `planning` compares that with what is stored and
yields a plan with its report, without writing; `importing` carries the plan out.
"""

"""Pure functions and values without a product noun: errors, clock, ids, paging."""

"""Going over from one plan to another while nominations are under way: what it does, what bars it.

Everything here is values in, values out: where nominations land, what of the past an amendment
touches, in which order a reader wants to hear of it, and who must have signed.
"""

"""Why an event was coded as it was: the sentence with its parts marked, and the rule behind each.

In: an event and its documents. Out: an `Explanation` for the terminal or for programs.
"""

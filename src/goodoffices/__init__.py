"""Who has the standing to help when two states fall out, and why.

The rooms, from left to right in the flow of the data:

``world`` (who is this), ``ontology`` (what kind of act is this), ``reading`` (what does this
text say happened), ``casebook`` (curated events), ``ledger`` (what do we know, since when, from
whom), ``relations`` (how do two states stand), ``mediation`` (who can help), ``brief`` (say it to
a person), ``cli`` (the command line).
"""

__version__ = "0.1.0"
__all__ = ["__version__"]

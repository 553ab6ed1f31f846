"""Drafts a notice from a document as it reached us.

Data flows one way: a file → its text (``reading``) → paragraphs (``paragraphs``) → head, body and signature
(``parts``) → the clause tree (``outline``) → what is found with certainty (``find``) → a draft (``drafting``), which
an earlier notice may fill further (``suggest``) → YAML (``draft``). The door is ``drafting.import_document``.
"""

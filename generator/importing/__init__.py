"""Drafts a notice from a received document.

Data flows one way: a file → its text (``reading``) → paragraphs (``paragraphs``) → head, body and signature
(``parts``) → the clause tree (``outline``) → what each states (``finding``) → a draft (``drafting``), which
an earlier notice may fill further (``suggest``) → YAML (``draft``). The entry is ``drafting.import_document``.
"""

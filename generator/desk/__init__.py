"""The desk: a local web page on which a clerk takes a document to a notice that can be published, without YAML."""

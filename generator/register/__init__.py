"""The register: notices and vocabularies as YAML has them, checked and typed."""

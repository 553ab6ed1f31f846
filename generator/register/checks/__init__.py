"""What a careful editor would check in a notice and its register, one module per family of checks."""

"""What a careful editor would ask of a notice and of the register around it, a module a family of checks."""

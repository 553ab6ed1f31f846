"""What a notice's rules decide, as tables, differences and questions."""

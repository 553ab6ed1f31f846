"""English for a notice: suggested from the whole register, given to a translator as a file, and taken back."""

"""What leaves the program: checklists and results in the formats that offices and scripts use."""

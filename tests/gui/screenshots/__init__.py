"""What the pictures of the window show, and how they are taken."""

"""What people do with hands: writing, pressing, filling in, opening."""

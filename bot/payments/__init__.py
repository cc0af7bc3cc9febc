"""How each effect is paid. A payment gives the world's answer, and what is to be remembered with it."""

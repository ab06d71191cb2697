"""How much of public samples of real traffic is read, and why the rest is not."""

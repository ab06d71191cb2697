"""A new alert beside the traffic that is held: how soon it is compared, and whether all is found."""

"""What every reader of a job source uses to turn bytes into clean values. Pure: no network, no database."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A curator. A model of our own from the first migration, since it cannot be swapped in later."""

from django.contrib.postgres.operations import CreateExtension
from django.db import migrations

from postings.words.vocabulary import CREATE_ALIKE, DROP_ALIKE


class Migration(migrations.Migration):
    """PostgreSQL counts the edits between two words itself: ten times as fast as by their trigrams."""

    dependencies = [("postings", "0006_vocabulary")]
    operations = [
        CreateExtension("fuzzystrmatch"),
        migrations.RunSQL("DROP INDEX IF EXISTS search_word_alike;" + CREATE_ALIKE, DROP_ALIKE),
    ]

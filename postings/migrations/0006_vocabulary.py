from django.db import migrations

from postings.words.vocabulary import CREATE, DROP


class Migration(migrations.Migration):
    """Words and suggestions are written by postings.words.vocabulary alone, so they need no model."""

    dependencies = [("postings", "0005_skill_lexemes")]
    operations = [migrations.RunSQL(CREATE, DROP)]

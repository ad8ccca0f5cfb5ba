from django.db import migrations

from postings.engine.table import CREATE, DROP


class Migration(migrations.Migration):
    """The search table is written by postings.engine alone, so it needs no model."""

    dependencies = [("postings", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]

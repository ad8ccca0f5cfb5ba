from django.db import migrations

from postings.engine.table import CREATE, DROP, REMAKE_DUE


class Migration(migrations.Migration):
    """The sample is a table of its own. The search tables are derived, so they are made anew and filled by the next
    catch-up; searches find nothing meanwhile."""

    dependencies = [("postings", "0007_words_alike")]
    operations = [migrations.RunSQL(DROP + CREATE + REMAKE_DUE, DROP + CREATE + REMAKE_DUE)]

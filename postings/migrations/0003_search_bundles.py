from django.db import migrations

from postings.engine.table import CREATE, DROP, REMAKE_DUE


class Migration(migrations.Migration):
    """Three bundles in place of one. The search table is derived, so it is made anew; searches find nothing meanwhile."""

    dependencies = [("postings", "0002_search")]
    operations = [migrations.RunSQL(DROP + CREATE + REMAKE_DUE, DROP + CREATE + REMAKE_DUE)]

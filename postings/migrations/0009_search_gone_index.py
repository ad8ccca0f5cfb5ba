from django.db import migrations


class Migration(migrations.Migration):
    """Postings that left since a snapshot are looked up by generation. New databases have the index from the start."""

    dependencies = [("postings", "0008_search_sample")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS search_gone_generation ON search_gone (generation);", migrations.RunSQL.noop
        )
    ]

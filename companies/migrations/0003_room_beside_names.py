from django.db import migrations


class Migration(migrations.Migration):
    """Names are described anew after each import. With room on the page an update leaves the indexes alone."""

    dependencies = [("companies", "0002_filed")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE companies_employername SET (fillfactor = 50)",
            "ALTER TABLE companies_employername RESET (fillfactor)",
        )
    ]

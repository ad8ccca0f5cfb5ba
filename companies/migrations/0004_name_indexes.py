from django.db import migrations, models
from django.db.models.deletion import CASCADE


class Migration(migrations.Migration):
    """Of a name only k2 is asked for, and only whole; its tax numbers are found by their constraint's index, and names
    by their tax number in memory, all at once.

    Each index fewer makes new names cheaper.
    """

    dependencies = [("companies", "0003_room_beside_names")]

    operations = [
        migrations.AlterField("employername", "first_token", models.CharField(blank=True, max_length=80)),
        migrations.AlterField("employername", "k0", models.CharField(blank=True, max_length=300)),
        migrations.AlterField("employername", "k2", models.CharField(blank=True, max_length=300)),
        migrations.AddIndex("employername", models.Index(fields=["k2"], name="employername_k2")),
        migrations.AlterField(
            "employertaxid",
            "employer_name",
            models.ForeignKey(
                "companies.employername", CASCADE, related_name="tax_ids", db_index=False, db_constraint=False
            ),
        ),
        migrations.RemoveIndex("employertaxid", "employertaxid_last4"),
        migrations.RemoveIndex("employertaxid", "employertaxid_fein"),
    ]

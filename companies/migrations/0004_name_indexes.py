from django.db import migrations, models


class Migration(migrations.Migration):
    """Only k2 is asked for, and only whole: each index fewer makes new names cheaper."""

    dependencies = [("companies", "0003_room_beside_names")]

    operations = [
        migrations.AlterField("employername", "first_token", models.CharField(blank=True, max_length=80)),
        migrations.AlterField("employername", "k0", models.CharField(blank=True, max_length=300)),
        migrations.AlterField("employername", "k2", models.CharField(blank=True, max_length=300)),
        migrations.AddIndex("employername", models.Index(fields=["k2"], name="employername_k2")),
    ]

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

from postings.engine.table import REMAKE_DUE
from postings.words.vector import CREATE, DROP


class Migration(migrations.Migration):
    """A generated column cannot be changed, so it is made anew; the search table follows with the next catch-up."""

    dependencies = [("postings", "0004_report")]
    operations = [
        migrations.RunSQL(CREATE, DROP),
        migrations.RemoveIndex("posting", "posting_search"),
        migrations.RemoveField("posting", "search_vector"),
        migrations.AddField(
            "posting",
            "search_vector",
            models.GeneratedField(
                expression=models.Func(
                    *("title", "company_name", "description_text", "skills"),
                    function="posting_search_vector",
                    output_field=SearchVectorField(),
                ),
                output_field=SearchVectorField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex("posting", GinIndex(fields=["search_vector"], name="posting_search")),
        migrations.RunSQL(REMAKE_DUE, migrations.RunSQL.noop),
    ]

"""An initiative can be a draft, once."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0018_changes_of_centres'),
        ('meetings', '0017_sources'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='step',
            name='status_of_step_is_known',
        ),
        migrations.AlterField(
            model_name='step',
            name='status',
            field=models.CharField(blank=True, choices=[('draft', 'Draft'), ('proposed', 'Proposed'), ('discussed', 'Discussed'), ('endorsed', 'Endorsed'), ('running', 'Running'), ('done', 'Done'), ('declined', 'Declined'), ('merged', 'Merged into another initiative')], max_length=20, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='stepevent',
            name='status',
            field=models.CharField(blank=True, choices=[('draft', 'Draft'), ('proposed', 'Proposed'), ('discussed', 'Discussed'), ('endorsed', 'Endorsed'), ('running', 'Running'), ('done', 'Done'), ('declined', 'Declined'), ('merged', 'Merged into another initiative')], max_length=20, verbose_name='status'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['', 'draft', 'proposed', 'discussed', 'endorsed', 'running', 'done', 'declined', 'merged'])), name='status_of_step_is_known'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('initiative',), name='an_initiative_is_a_draft_once'),
        ),
    ]

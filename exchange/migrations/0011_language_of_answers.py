"""The language that the texts of an answer are written in."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0010_invitations_to_sponsor'),
        ('network', '0011_search_vectors'),
    ]

    operations = [
        migrations.AddField(
            model_name='answer',
            name='language',
            field=models.CharField(blank=True, choices=[('en', 'English'), ('fr', 'French'), ('de', 'German'), ('it', 'Italian'), ('ru', 'Russian'), ('es', 'Spanish')], max_length=2, verbose_name='language'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['', 'en', 'fr', 'de', 'it', 'ru', 'es'])), name='language_of_answer_is_known'),
        ),
    ]

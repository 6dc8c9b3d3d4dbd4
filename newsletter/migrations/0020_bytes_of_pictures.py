"""The database names a picture by its bytes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsletter', '0019_groups_of_readers'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='storedpicture',
            constraint=models.CheckConstraint(condition=models.Q(('digest', models.Func(models.Func(models.F('content'), function='sha256', output_field=models.BinaryField()), models.Value('hex'), function='encode', output_field=models.CharField())), ('size', models.Func(models.F('content'), function='octet_length', output_field=models.IntegerField()))), name='a_picture_is_named_by_its_bytes'),
        ),
    ]

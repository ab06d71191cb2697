"""What hangs on an alert is found by the alert: retention asks it for a thousand alerts at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('firstwall', '0014_agreed_now'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(fields=['alert_id'], name='cis_receipt_of_alert'),
        ),
        migrations.AddIndex(
            model_name='transfermade',
            index=models.Index(fields=['alert_id'], name='cis_transfer_made_of_alert'),
        ),
    ]

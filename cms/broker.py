"""The folders of the filesystem broker. It expects them to be there, whoever comes first: sender, worker or beat."""

from pathlib import Path
from typing import Any

from celery import Celery

FOLDERS = ("data_folder_in", "data_folder_out", "control_folder")


def make_queue_folders(sender: Celery, **kwargs: Any) -> None:
    for name, value in sender.conf.broker_transport_options.items():
        if name in FOLDERS:
            Path(value).mkdir(parents=True, exist_ok=True)

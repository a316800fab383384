"""What holds for every test: settings of the machine it runs on do not reach it."""

import os

from webapp.settings import SETTINGS

# Read by gunicorn.conf.py and by the trainer, beside the app's own settings.
OTHERS = ("PORT", "TRAZO_BIND", "WEB_CONCURRENCY", "TRAZO_DATA_DIR")

for variable in (*(setting.variable for setting in SETTINGS), *OTHERS):
    os.environ.pop(variable, None)

# How fast a machine asks must not decide whether it is answered. Tests of the limit set their own;
# servers that tests start inherit this one.
os.environ["TRAZO_RATE_LIMIT"] = "off"

"""How the process serves: gunicorn's gevent worker, and how long and for how much it waits."""

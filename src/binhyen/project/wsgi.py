"""The door for the web server."""

from django.core.wsgi import get_wsgi_application

from binhyen.project import command

command.prepare()
application = get_wsgi_application()

"""The rules as the office wants them: settings, rules of its own, unit and deadlines, packages."""

package io.gnocchi.server.console;

/// A file of the user interface; all of them are text.
public record ConsoleFile(String contentType, String text) {}

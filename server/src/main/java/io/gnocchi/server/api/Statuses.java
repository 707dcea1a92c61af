package io.gnocchi.server.api;

/// The words that belong to a status.
final class Statuses {
    private Statuses() {}

    /// The reason phrase.
    static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 408 -> "Request Timeout";
            case 412 -> "Precondition Failed";
            case 413 -> "Request Entity Too Large";
            case 414 -> "Request-URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 431 -> "Request Header Fields Too Large";
            case 429 -> "Too Many Requests";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }

    /// A sentence about it.
    static String explanation(int status) {
        return switch (status) {
            case 400 ->
                    "The server could not comply with the request since it is either malformed or"
                            + " otherwise incorrect.";
            case 401 ->
                    "This server could not verify that you are authorized to access the document"
                            + " you requested.";
            case 403 -> "Access was denied to this resource.";
            case 404 -> "The resource could not be found.";
            case 405 -> "The method is not allowed for this resource.";
            case 406 ->
                    "The resource could not be generated that was acceptable to your browser"
                            + " (content type).";
            case 409 -> "There was a conflict when trying to complete your request.";
            case 408 -> "The request took too long to arrive.";
            case 412 -> "Request precondition failed.";
            case 413 -> "The body of your request was too large for this server.";
            case 414 -> "The request URI was too long for this server.";
            case 431 -> "The header fields of your request were too large for this server.";
            case 415 -> "The request media type is not supported by this server.";
            case 429 -> "Too many requests at the moment, please try again.";
            case 501 -> "The server does not support this.";
            case 503 -> "The server is currently unavailable. Please try again at a later time.";
            default ->
                    "The server has either erred or is incapable of performing the requested"
                            + " operation.";
        };
    }
}

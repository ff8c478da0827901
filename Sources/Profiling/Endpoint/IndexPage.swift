/// The page that lists what there is.
enum IndexPage {
    static let html = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>/debug/pprof/</title>
        <style>body { font-family: sans-serif; margin: 2em } td { padding: 0.2em 1em 0.2em 0 }</style>
        <h1>/debug/pprof/</h1>
        <table>
        <tr><td><a href="profile?seconds=\(ProfileRequest.defaultSeconds)">profile</a>
        <td>CPU time of all threads, for <code>seconds</code> (\(ProfileRequest.defaultSeconds) unless told)
        <tr><td><a href="heap">heap</a>
        <td>what is allocated and in use; with <code>seconds</code>, what changes in that time
        <tr><td><a href="allocs">allocs</a><td>the same, showing all that was allocated
        <tr><td><a href="cmdline">cmdline</a><td>the command line, its words separated by NUL
        <tr><td><a href="symbol">symbol</a><td>names of functions, for clients that have addresses
        </table>
        <p>They are for <code>go tool pprof</code>:
        <pre>go tool pprof -seconds 10 http://127.0.0.1:6060/debug/pprof/profile
        go tool pprof -http=: http://127.0.0.1:6060/debug/pprof/heap</pre>
        </html>

        """

    static var response: Response {
        Response(headers: [("Content-Type", "text/html; charset=utf-8")], body: Array(html.utf8))
    }
}

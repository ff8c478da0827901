// Command laggard-go-peer runs one trial of the article's broker, written in Go, under laggard.
package main

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"

	"laggard-go-peer/broker"
	"laggard-go-peer/internal/profile"
	"laggard-go-peer/internal/protocol"
	"laggard-go-peer/internal/trial"
)

//go:embed go.mod
var module string

// Exit codes: docs/trial-protocol.md.
const (
	usage     = 2
	abandoned = 7
)

// version is the runtime's, and the go line of the module, which decides how its timers behave.
func version() string {
	line := ""
	for _, text := range strings.Split(module, "\n") {
		if strings.HasPrefix(text, "go ") {
			line = text
		}
	}
	return fmt.Sprintf("%s (go.mod: %s)", runtime.Version(), line)
}

func leave(code int, format string, values ...any) {
	fmt.Fprintf(os.Stderr, "laggard-go-peer: "+format+"\n", values...)
	os.Exit(code)
}

// answerOptions leaves where there is no trial to run; it returns the profiles that one writes.
func answerOptions() *profile.Window {
	if len(os.Args) < 2 {
		return nil
	}
	switch os.Args[1] {
	case "--profile", "--pprof":
		return profiles(os.Args[1], append(os.Args[2:], "")[0])
	case "--version":
		fmt.Printf("go %s, protocol %d\n", version(), protocol.Version)
	case "--help", "-h":
		fmt.Println("Runs one trial of the broker 'go'. Not meant to be called by hand: 'laggard run' does.\n\n" +
			"Takes one cell as a line of JSON on standard input, which must stay open until the trial is over.\n\n" +
			"--profile FOLDER writes profiles of the window: cpu.pb.gz and heap.pb.gz. --pprof PORT serves them at\n" +
			"http://127.0.0.1:PORT/debug/pprof/ as long as the trial goes on.\n\n" +
			"Exit codes: 0 a result was written, 2 bad input, 7 input or output was closed before that.")
	default:
		leave(usage, "unknown option '%s' (see --help)", os.Args[1])
	}
	os.Exit(0)
	return nil
}

func profiles(option, value string) *profile.Window {
	if value == "" {
		leave(usage, "%s needs a value (see --help)", option)
	}
	if option == "--profile" {
		return profile.OfWindow(value)
	}
	if err := profile.Serve(value); err != nil {
		leave(usage, "%v", err)
	}
	return nil
}

func main() {
	signal.Ignore(syscall.SIGPIPE)
	window := answerOptions()
	writer := protocol.NewWriter(os.Stdout, func(err error) { leave(abandoned, "standard output: %v", err) })
	gogc := os.Getenv("GOGC")
	if gogc == "" {
		gogc = "100"
	}
	writer.Write(protocol.Hello{
		Type: "hello", Protocol: protocol.Version, Implementation: "go", Version: version(),
		Capabilities: broker.Strategies(), HeapSource: "go-runtime", HeapSourceVersion: runtime.Version(),
		HeapSourceConfig: fmt.Sprintf("GOGC=%s GOMAXPROCS=%d", gogc, runtime.GOMAXPROCS(0)),
	})
	input := bufio.NewReader(os.Stdin)
	line, _ := input.ReadBytes('\n')
	if len(line) == 0 {
		leave(usage, "no cell on standard input: one line of JSON is expected (see --help)")
	}
	cell, err := protocol.ParseCell(line)
	if err != nil {
		leave(usage, "%v", err)
	}
	if !strings.Contains(" "+strings.Join(broker.Strategies(), " ")+" ", " "+cell.Strategy+" ") {
		leave(usage, "go does not offer '%s'; it offers %s", cell.Strategy, strings.Join(broker.Strategies(), ", "))
	}
	var isOver atomic.Bool
	go func() {
		_, _ = io.Copy(io.Discard, input)
		if !isOver.Load() {
			leave(abandoned, "standard input closed before the trial was over")
		}
	}()
	result := trial.Run(cell, window, writer.Write)
	isOver.Store(true)
	writer.Write(result)
}

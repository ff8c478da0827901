// Package profile takes profiles of the process: of a trial's window as files, or served while it lives.
package profile

import (
	"fmt"
	"net"
	"net/http"
	_ "net/http/pprof" // Serves /debug/pprof/.
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
)

// Window profiles a trial's window; nil does nothing.
type Window struct {
	folder string
	cpu    *os.File
}

// OfWindow writes into a folder, which is there.
func OfWindow(folder string) *Window { return &Window{folder: folder} }

// Begin starts the CPU profile. The heap's begins with the process: Go cannot leave out what came before.
func (w *Window) Begin() error {
	if w == nil {
		return nil
	}
	file, err := os.Create(filepath.Join(w.folder, "cpu.pb.gz"))
	if err != nil {
		return err
	}
	w.cpu = file
	return pprof.StartCPUProfile(file)
}

// End writes both.
func (w *Window) End() error {
	if w == nil || w.cpu == nil {
		return nil
	}
	pprof.StopCPUProfile()
	heap, err := os.Create(filepath.Join(w.folder, "heap.pb.gz"))
	if err != nil {
		return err
	}
	runtime.GC() // What is in use is known as of the last collection.
	if err := pprof.Lookup("heap").WriteTo(heap, 0); err != nil {
		return err
	}
	if err := heap.Close(); err != nil {
		return err
	}
	return w.cpu.Close()
}

// Serve answers at /debug/pprof/ of a port of 127.0.0.1 until the process ends.
func Serve(port string) error {
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		return fmt.Errorf("profiles cannot be served: %w", err)
	}
	go func() { _ = http.Serve(listener, nil) }()
	return nil
}

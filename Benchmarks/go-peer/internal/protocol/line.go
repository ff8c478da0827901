package protocol

import (
	"encoding/json"
	"io"
	"sync"
)

// Version of the protocol that this child speaks.
const Version = 1

// Metrics are column names of trials.csv with their figures. What is not known is absent.
type Metrics map[string]float64

// Set notes a figure where it is known.
func (m Metrics) Set(name string, value float64, isKnown bool) {
	if isKnown {
		m[name] = value
	}
}

// Merge notes all of another one's figures.
func (m Metrics) Merge(other Metrics) {
	for name, value := range other {
		m[name] = value
	}
}

// Hello is a child's first line.
type Hello struct {
	Type              string   `json:"type"`
	Protocol          int      `json:"protocol"`
	Implementation    string   `json:"implementation"`
	Version           string   `json:"version"`
	Capabilities      []string `json:"capabilities"`
	HeapSource        string   `json:"heap_source"`
	HeapSourceVersion string   `json:"heap_source_version"`
	HeapSourceConfig  string   `json:"heap_source_config"`
}

// Ready: every subscriber is in place.
type Ready struct {
	Type string `json:"type"`
}

// Sample is a row of samples.csv.
type Sample struct {
	Type           string  `json:"type"`
	ElapsedS       float64 `json:"elapsed_s"`
	Phase          string  `json:"phase"`
	AllocatedBytes uint64  `json:"allocated_bytes"`
	ActiveBytes    uint64  `json:"active_bytes"`
	MetadataBytes  uint64  `json:"metadata_bytes"`
	MappedBytes    uint64  `json:"mapped_bytes"`
	RetainedBytes  uint64  `json:"retained_bytes"`
	RSSBytes       *int64  `json:"rss_bytes,omitempty"`
	Depth          *int64  `json:"depth,omitempty"`
	Deliveries     int64   `json:"deliveries"`
	Drops          int64   `json:"drops"`
	SendersAlive   int64   `json:"senders_alive"`
}

// Progress is a heartbeat.
type Progress struct {
	Type     string  `json:"type"`
	Phase    string  `json:"phase"`
	ElapsedS float64 `json:"elapsed_s"`
	Metrics  Metrics `json:"metrics"`
}

// Result is a child's last line.
type Result struct {
	Type         string  `json:"type"`
	Status       string  `json:"status"`
	StatusDetail string  `json:"status_detail,omitempty"`
	Behind       *bool   `json:"behind,omitempty"`
	LatencyBound *bool   `json:"latency_bound,omitempty"`
	Metrics      Metrics `json:"metrics"`
}

// Writer writes lines, each with one write, so that none is torn whoever else writes.
type Writer struct {
	lock sync.Mutex
	out  io.Writer
	// failed is called when nobody reads any more.
	failed func(error)
}

// NewWriter calls failed with what went wrong with a line.
func NewWriter(out io.Writer, failed func(error)) *Writer { return &Writer{out: out, failed: failed} }

// Write writes one line.
func (w *Writer) Write(line any) {
	bytes, err := json.Marshal(line)
	if err == nil {
		w.lock.Lock()
		defer w.lock.Unlock()
		_, err = w.out.Write(append(bytes, '\n'))
	}
	if err != nil {
		w.failed(err)
	}
}

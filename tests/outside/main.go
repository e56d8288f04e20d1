// Checks what a ledger gave out with golang.org/x/mod/sumdb, the code that checks Go's own module log.
package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var accepted, refused int

// expect counts an answer and stops at the first that is not the one wanted.
func expect(what string, wanted bool, err error) {
	if (err == nil) != wanted {
		fmt.Printf("go x/mod/sumdb: DISAGREES: %s: wanted accepted=%v, got %v\n", what, wanted, err)
		os.Exit(1)
	}
	if wanted {
		accepted++
	} else {
		refused++
	}
}

func must(err error) {
	if err != nil {
		fmt.Println("go x/mod/sumdb:", err)
		os.Exit(1)
	}
}

func read(path ...string) string {
	bytes, err := os.ReadFile(filepath.Join(path...))
	must(err)
	return string(bytes)
}

func digest(text string) (hash tlog.Hash) {
	bytes, err := base64.StdEncoding.DecodeString(text)
	must(err)
	copy(hash[:], bytes)
	return hash
}

func digests(lines []string) (hashes []tlog.Hash) {
	for _, line := range lines {
		hashes = append(hashes, digest(line))
	}
	return hashes
}

// open believes a note that one of the keys signed, and gives what it says.
func open(text string, keys note.Verifiers) (size int64, root tlog.Hash, err error) {
	opened, err := note.Open([]byte(text), keys)
	if err != nil {
		return 0, root, err
	}
	lines := strings.Split(opened.Text, "\n")
	size, err = strconv.ParseInt(lines[1], 10, 64)
	return size, digest(lines[2]), err
}

// changed flips one bit of a copy.
func changed(bytes []byte) []byte {
	other := append([]byte{}, bytes...)
	other[len(other)/2] ^= 1
	return other
}

type hashes []tlog.Hash

func (all hashes) ReadHashes(at []int64) (found []tlog.Hash, err error) {
	for _, place := range at {
		found = append(found, all[place])
	}
	return found, nil
}

func inclusion(folder string, keys note.Verifiers, count int64) {
	for position := int64(1); position <= count; position++ {
		name := strconv.FormatInt(position, 10)
		parts := strings.SplitN(read(folder, name+".tlog-proof"), "\n\n", 2)
		head := strings.Split(parts[0], "\n")
		size, root, err := open(parts[1], keys)
		expect("the note of proof "+name, true, err)
		index, err := strconv.ParseInt(strings.TrimPrefix(head[1], "index "), 10, 64)
		must(err)
		path, entry := tlog.RecordProof(digests(head[2:])), []byte(read(folder, name+".entry"))
		expect("event "+name, true, tlog.CheckRecord(path, size, root, index, tlog.RecordHash(entry)))
		expect("event "+name+" changed", false, tlog.CheckRecord(path, size, root, index, tlog.RecordHash(changed(entry))))
		expect("event "+name+" elsewhere", false, tlog.CheckRecord(path, size, root, (index+1)%size, tlog.RecordHash(entry)))
		path[0][7] ^= 1
		expect("proof "+name+" changed", false, tlog.CheckRecord(path, size, root, index, tlog.RecordHash(entry)))
	}
}

func growth(folder string, keys note.Verifiers) {
	olds, err := filepath.Glob(filepath.Join(folder, "*.growth"))
	must(err)
	for _, name := range olds {
		old, oldRoot, err := open(read(strings.TrimSuffix(name, ".growth")+".note"), keys)
		must(err)
		parts := strings.SplitN(read(name), "\n\n", 2)
		size, root, err := open(parts[1], keys)
		must(err)
		path := tlog.TreeProof(digests(strings.Split(parts[0], "\n")[1:]))
		expect(name, true, tlog.CheckTree(path, size, root, old, oldRoot))
		oldRoot[3] ^= 1
		expect(name+" of another past", false, tlog.CheckTree(path, size, root, old, oldRoot))
		oldRoot[3] ^= 1
		path[0][3] ^= 1
		expect(name+" changed", false, tlog.CheckTree(path, size, root, old, oldRoot))
	}
}

// whole computes the root from all entries.
func whole(folder string, keys note.Verifiers, size int64, root tlog.Hash) {
	var stored hashes
	for position := int64(1); position <= size; position++ {
		entry := []byte(read(folder, strconv.FormatInt(position, 10)+".entry"))
		more, err := tlog.StoredHashes(position-1, entry, stored)
		must(err)
		stored = append(stored, more...)
	}
	computed, err := tlog.TreeHash(size, stored)
	must(err)
	if computed != root {
		err = fmt.Errorf("computed %v, signed %v", computed, root)
	}
	expect("the root over all events", true, err)
}

func main() {
	folder := os.Args[1]
	var known []note.Verifier
	for _, line := range strings.Fields(read(folder, "vkeys")) {
		verifier, err := note.NewVerifier(line)
		expect("key "+line, true, err)
		known = append(known, verifier)
		_, err = note.NewVerifier(strings.Replace(line, "+A", "+B", 1))
		expect("key changed "+line, false, err)
	}
	keys, now := note.VerifierList(known...), read(folder, "now.note")
	size, root, err := open(now, keys)
	expect("the checkpoint", true, err)
	_, _, err = open(strings.Replace(now, fmt.Sprintf("\n%d\n", size), fmt.Sprintf("\n%d\n", size-1), 1), keys)
	expect("the checkpoint changed", false, err)
	_, _, err = open(now, note.VerifierList())
	expect("the checkpoint without a key", false, err)
	inclusion(folder, keys, size)
	growth(folder, keys)
	whole(folder, keys, size, root)
	fmt.Printf("go x/mod/sumdb (note, tlog): accepted %d, refused %d\n", accepted, refused)
}

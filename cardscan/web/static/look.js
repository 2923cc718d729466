// A look at a photo right after the shot: is it sharp, light and whole, and is there a card on it at all?
// Plain arithmetic on a grey picture, in cells of 40 pixels: those with strokes in them are writing. The thresholds are
// measured: python -m bench.at_once
"use strict";

const look = (() => {
  const SIDE = 1280; // pixels of the long side
  const CELL = 40; // pixels
  const DARK = 90; // grey level that the lightest hundredth of a photo reaches, at least
  const STROKES = 90; // how often grey crosses the middle in a cell with writing, along its rows and columns
  const CONTRAST = 45; // grey levels between ink and paper, at least
  const FEWEST = 30; // cells with writing that a card has, at least: few cards have less
  const JUDGED = 6; // cells with writing that it takes to say that they are blurred
  const BLURRED = 4.2; // pixels that the edges of the sharper letters are wide
  const BUSY = 0.35; // of all cells: then the ground has strokes too, and nothing can be said of its border
  const AT_BORDER = 2; // cells with writing on the card's own paper at one border: it goes on outside
  const SAME_PAPER = 20; // grey levels
  const SAID = {
    dark: "Too dark: go to a window, or turn on a light.",
    blurred: "Blurred: hold still, and tap the card to focus.",
    cut: "Cut off at the edge: get the whole card into the picture.",
    empty: "No card can be seen: go closer, and tap the card to focus.",
  };

  // Says what is wrong with a photo, "" for nothing. Fails for a kind of picture that the browser does not show.
  async function flawOf(blob) {
    const whole = await createImageBitmap(blob);
    const scale = Math.min(1, SIDE / Math.max(whole.width, whole.height));
    const [wide, high] = [whole.width, whole.height].map((side) => Math.max(1, Math.round(side * scale)));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [wide, high];
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.imageSmoothingQuality = "high";
    pen.drawImage(whole, 0, 0, wide, high);
    whole.close();
    return SAID[flaw(grey(pen.getImageData(0, 0, wide, high).data), wide, high)] || "";
  }

  function grey(rgba) {
    const made = new Uint8Array(rgba.length / 4);
    for (let at = 0, from = 0; at < made.length; at += 1, from += 4) {
      made[at] = (rgba[from] * 77 + rgba[from + 1] * 150 + rgba[from + 2] * 29) >> 8;
    }
    return made;
  }

  function flaw(pixels, wide, high) {
    if (level(counted(pixels), pixels.length, 0.99) < DARK) { return "dark"; }
    const [across, down] = [wide, high].map((side) => Math.floor(side / CELL));
    const written = [];
    for (let y = 0; y < down; y += 1) {
      for (let x = 0; x < across; x += 1) {
        const cell = cellAt(pixels, wide, x * CELL, y * CELL);
        if (cell) { written.push({ ...cell, x, y }); }
      }
    }
    const edge = share(written.map((each) => each.edge), 0.3);
    if (written.length >= JUDGED && edge > BLURRED) { return "blurred"; }
    if (written.length < FEWEST) { return "empty"; }
    return written.length < BUSY * across * down && runsOut(written, across, down) ? "cut" : "";
  }

  // Measures a cell with writing; null for one without.
  function cellAt(pixels, wide, left, top) {
    const counts = new Uint16Array(256);
    const start = top * wide + left;
    for (let y = 0; y < CELL; y += 1) {
      for (let at = start + y * wide, end = at + CELL; at < end; at += 1) { counts[pixels[at]] += 1; }
    }
    const size = CELL * CELL;
    const [dark, paper, light] = [0.05, 0.5, 0.95].map((part) => level(counts, size, part));
    if (light - dark <= CONTRAST) { return null; }
    const middle = (dark + light) / 2;
    const [right, below] = [new Uint16Array(256), new Uint16Array(256)];
    let strokes = 0;
    for (let y = 1; y < CELL; y += 1) {
      for (let at = start + y * wide + 1, end = at + CELL - 1; at < end; at += 1) {
        const [here, before, above] = [pixels[at], pixels[at - 1], pixels[at - wide]];
        strokes += (here > middle) !== (before > middle);
        strokes += (here > middle) !== (above > middle);
        right[Math.abs(here - before)] += 1;
        below[Math.abs(here - above)] += 1;
      }
    }
    const steep = Math.min(level(right, (CELL - 1) ** 2, 0.98), level(below, (CELL - 1) ** 2, 0.98));
    return strokes > STROKES ? { edge: (light - dark) / Math.max(0.5, steep), paper } : null;
  }

  function runsOut(written, across, down) {
    const sharp = share(written.map((each) => each.edge), 0.6);
    const paper = share(written.filter((each) => each.edge <= sharp).map((each) => each.paper), 0.5);
    const onCard = written.filter((each) => Math.abs(each.paper - paper) < SAME_PAPER);
    const borders = [(each) => each.x === 0, (each) => each.y === 0, (each) => each.x === across - 1, (each) => each.y === down - 1];
    return borders.some((border) => onCard.filter(border).length >= AT_BORDER);
  }

  function counted(pixels) {
    const counts = new Uint32Array(256);
    for (const value of pixels) { counts[value] += 1; }
    return counts;
  }

  // The level below which a share of what was counted lies.
  function level(counts, size, part) {
    let left = size * part;
    for (let at = 0; at < 255; at += 1) {
      left -= counts[at];
      if (left < 0) { return at; }
    }
    return 255;
  }

  function share(values, part) {
    const sorted = [...values].sort((one, other) => one - other);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  }

  return { flawOf };
})();

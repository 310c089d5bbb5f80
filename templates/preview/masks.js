// Draws masks in the place of Anki's own script, in its colors: the one that is asked, others that hide, and on the
// back a frame around what was asked.
window.anki = {
  imageOcclusion: {
    setup() {
      const box = document.getElementById("image-occlusion-container");
      const image = box.querySelector("img");
      const canvas = box.querySelector("canvas");
      const paths = {
        rect: ({ width, height }, x, y, w, h) => {
          const path = new Path2D();
          path.rect(x, y, width * w, height * h);
          return path;
        },
        ellipse: ({ rx, ry }, x, y, w, h) => {
          const path = new Path2D();
          path.ellipse(x + rx * w, y + ry * h, rx * w, ry * h, 0, 0, 2 * Math.PI);
          return path;
        },
        polygon: ({ points }, _x, _y, w, h) => {
          const corners = points.split(" ").map((corner) => corner.split(",").map(Number));
          return new Path2D(`M${corners.map(([x, y]) => `${x * w} ${y * h}`).join("L")}Z`);
        },
      };
      const style = getComputedStyle(canvas);
      const [asked, border] = ["color", "border"].map((name) => style.getPropertyValue(`--active-shape-${name}`).trim());
      const colors = { cloze: asked || "#ff8e8e", "cloze-inactive": "#ffeba2", "cloze-highlight": "transparent" };
      const [width, line] = border ? border.split("px ") : [1, "#212121"];
      const draw = () => {
        box.style.aspectRatio = image.naturalWidth / image.naturalHeight;
        const w = (canvas.width = canvas.clientWidth);
        const h = (canvas.height = canvas.clientHeight);
        const pen = canvas.getContext("2d");
        for (const mask of document.querySelectorAll("[data-shape]")) {
          if (mask.className === "cloze-inactive" && !mask.dataset.occludeinactive) continue;
          const path = paths[mask.dataset.shape](mask.dataset, mask.dataset.left * w, mask.dataset.top * h, w, h);
          pen.fillStyle = colors[mask.className];
          pen.lineWidth = mask.className === "cloze-inactive" ? 1 : width;
          pen.strokeStyle = mask.className === "cloze-inactive" ? "#212121" : line;
          pen.fill(path);
          pen.stroke(path);
        }
      };
      image.decode().then(draw);
      window.addEventListener("resize", draw);
    },
  },
};

"""Guards against fingerprinting: scripts that make a canvas give back what was not drawn on it."""

GUARD = """
const real = CanvasRenderingContext2D.prototype.getImageData;
CanvasRenderingContext2D.prototype.getImageData = function (...place) {
    const image = real.apply(this, place);
    const { data } = image;
    %s
    return image;
};
const white = document.createElement("canvas");
for (const name of ["toBlob", "toDataURL"]) {
    const make = HTMLCanvasElement.prototype[name];
    HTMLCanvasElement.prototype[name] = function (...given) {
        [white.width, white.height] = [this.width, this.height];
        white.getContext("2d").fillStyle = "#fff";
        white.getContext("2d").fillRect(0, 0, this.width, this.height);
        return make.apply(white, given);
    };
}
"""
GUARDS = {
    "white": GUARD % "data.fill(255);",
    "black": GUARD % "data.fill(0);",
    "noise": GUARD % "for (let i = 0; i < data.length; i++) data[i] = 256 * Math.random();",
    "some noise": GUARD
    % "for (let i = 0; i < data.length; i++) data[i] += 80 * Math.random() - 40;",
    "forbidden": GUARD % "throw new DOMException('no', 'SecurityError');",
}

/** Photos made small on the device: little to send, and without the place where they were taken. */
const LONGEST = 2000;
const SMALL_BYTES = 600_000;

/** As a JPEG of at most 2,000 points a side; what is small or cannot be drawn here stays as it is. */
export async function smaller(file: File): Promise<File> {
  if (!file.type.startsWith('image/') || file.size < SMALL_BYTES) return file;
  try {
    const drawn = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(drawn.width * scale);
    canvas.height = Math.round(drawn.height * scale);
    canvas.getContext('2d')?.drawImage(drawn, 0, 0, canvas.width, canvas.height);
    drawn.close();
    const body = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    if (!body || body.size >= file.size) return file;
    const name = file.name.replace(/\.\w+$/, '') + '.jpg';
    return new File([body], name, { type: 'image/jpeg', lastModified: file.lastModified });
  } catch {
    return file;
  }
}
